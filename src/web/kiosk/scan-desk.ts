import type { ScanNotice } from '#contract/http';

/**
 * Where both streams lay down what the station's scanners read. Nothing is kept: a scan may be a pickup code
 * or a badge, and one that nobody takes is gone.
 */
let taker: (notice: ScanNotice) => void = () => undefined;

export function handScansTo(next: (notice: ScanNotice) => void): void {
  taker = next;
}

export function layDownScan(notice: ScanNotice): void {
  taker(notice);
}
