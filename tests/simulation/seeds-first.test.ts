import { playSeeds } from './gate.ts';

playSeeds(1, 150);
