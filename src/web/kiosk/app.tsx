import { useEffect } from 'preact/hooks';
import type { JSX } from 'preact';
import { insideStep, language, reachable, say, screen, station, visit } from './app-state.ts';
import type { Screen } from './app-state.ts';
import { TimeLeftBar } from './parts/time-left-bar.tsx';
import { BadgeScreen } from './screens/badge-screen.tsx';
import { ChooseScreen } from './screens/choose-screen.tsx';
import { CodeScreen } from './screens/code-screen.tsx';
import { DepositDoorScreen } from './screens/deposit-door-screen.tsx';
import { DepositScreen } from './screens/deposit-screen.tsx';
import { ExtensionScreen } from './screens/extension-screen.tsx';
import { FarewellScreen } from './screens/farewell-screen.tsx';
import { InsideScreen } from './screens/inside-screen.tsx';
import { PickupScreen } from './screens/pickup-screen.tsx';
import { WaitingScreen } from './screens/waiting-screen.tsx';
import { languageTags } from './words/words.ts';

export function App(): JSX.Element {
  const shown = screen.value;
  const step = visit.value?.view.step ?? null;
  const heading = `${shown} ${step ?? ''} ${insideStep.value === 'told' ? 'told' : ''}`;
  useEffect(() => {
    document.documentElement.lang = languageTags[language.value];
    document.title = say('codeTitle');
  }, [language.value]);
  useEffect(() => focusHeading(), [heading]);
  return (
    <main class="app">
      <ConnectionLine />
      <CurrentScreen shown={shown} />
      <TimeLeftBar />
    </main>
  );
}

/** A reader starts at what happened; a field that is to be filled keeps the focus it took. */
function focusHeading(): void {
  if (document.activeElement instanceof HTMLInputElement) return;
  document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
}

function CurrentScreen({ shown }: { readonly shown: Screen }): JSX.Element | null {
  if (shown === 'inside') return <InsideScreen />;
  const view = visit.value?.view;
  if (view !== undefined) {
    if (shown === 'choose') return <ChooseScreen view={view} />;
    if (shown === 'pickup') return <PickupScreen view={view} />;
    if (shown === 'deposit-door') return <DepositDoorScreen key={view.door?.stay} view={view} />;
    if (shown === 'farewell') return <FarewellScreen view={view} />;
  }
  if (shown === 'deposit') return <DepositScreen />;
  if (shown === 'badge') return <BadgeScreen />;
  if (shown === 'extension') return <ExtensionScreen />;
  return shown === 'code' ? <CodeScreen /> : <WaitingScreen />;
}

/** The station's own server does not answer: everything shown may be old. */
function ConnectionLine(): JSX.Element | null {
  if (reachable.value || station.value === null) return null;
  return (
    <p class="connection" role="alert">
      <strong>{say('lostTitle')}</strong> {say('lostTodo')}
    </p>
  );
}
