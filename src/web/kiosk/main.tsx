import { render } from 'preact';
import { App } from './app.tsx';
import { attend } from './attendance.ts';
import { listenToKeys } from './keyboard.ts';
import { listenToScans } from './scan-steps.ts';
import { watchStation } from './station-watch.ts';

const place = document.getElementById('page');
if (place === null) throw new TypeError('The page has no element with the id "page".');

attend();
listenToKeys();
listenToScans();
watchStation();
render(<App />, place);
