import { playSeeds } from './gate.ts';

playSeeds(151, 150);
