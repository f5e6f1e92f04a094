import type { JSX } from 'preact';
import { chosenLanguage, keysInUse, language, languages, say } from '../app-state.ts';
import { keepLanguage } from '../visit-session.ts';
import { languageNames, languageTags } from '../words/words.ts';
import type { Language } from '../words/words.ts';

/** Each language under its own name, so that it is found by who needs it. The key `/` goes to the next. */
export function LanguageSwitch(): JSX.Element {
  const all = languages.value;
  const next = all[(all.indexOf(language.value) + 1) % all.length];
  return (
    <div class="languages" role="group" aria-label={say('languageSwitch')}>
      {all.map((each) => (
        <button
          type="button"
          class="language"
          lang={languageTags[each]}
          aria-pressed={each === language.value}
          onClick={() => speak(each)}
          {...(each === next ? { 'data-key': '/' } : {})}
        >
          {languageNames[each]}
          {each === next && keysInUse.value ? (
            <kbd class="key-hint" aria-hidden="true">
              /
            </kbd>
          ) : null}
        </button>
      ))}
    </div>
  );
}

function speak(chosen: Language): void {
  chosenLanguage.value = chosen;
  keepLanguage();
}
