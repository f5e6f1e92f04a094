type Host = Pick<NodeJS.Process, 'on' | 'off'>;

export type SignalHooks = {
  /** SIGTERM or SIGINT: end in good order. Called once, however often the signal comes. */
  readonly stop: (signal: NodeJS.Signals) => void;
  /** SIGHUP: read again what may change while running. */
  readonly reload: () => void;
};

/** Listens to the service manager; the returned function stops that. */
export function onSignals({ stop, reload }: SignalHooks, host: Host = process): () => void {
  let isStopping = false;
  const stopOnce = (signal: NodeJS.Signals): void => {
    if (isStopping) return;
    isStopping = true;
    stop(signal);
  };
  host.on('SIGTERM', stopOnce);
  host.on('SIGINT', stopOnce);
  host.on('SIGHUP', reload);
  return () => {
    host.off('SIGTERM', stopOnce);
    host.off('SIGINT', stopOnce);
    host.off('SIGHUP', reload);
  };
}
