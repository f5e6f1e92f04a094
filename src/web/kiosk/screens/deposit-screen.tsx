import type { JSX } from 'preact';
import { busy, say, station, trouble } from '../app-state.ts';
import { fitEntry } from '../code-entry.ts';
import { activeField, contact, fieldRules, lastDeposit, leaveField, missing } from '../courier-steps.ts';
import { pressDepositKey, recordAgreement, waybill, writeField } from '../courier-steps.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { EntranceFrame } from '../parts/entrance-frame.tsx';
import { BackIcon } from '../parts/icons.tsx';
import { KeyPad } from '../parts/key-pad.tsx';
import { SizeChoice } from '../parts/size-choice.tsx';
import { TextField } from '../parts/text-field.tsx';
import { TroublePanel } from '../parts/trouble-panel.tsx';
import { finishVisit } from '../pickup-steps.ts';

/** One parcel: scan the label, name the recipient, press a size. The door opens with the last press. */
export function DepositScreen(): JSX.Element {
  const field = activeField.value;
  return (
    <EntranceFrame
      pad={
        field === 'size' ? (
          <SizeChoice />
        ) : (
          <KeyPad
            key={field}
            signs={field === 'waybill' ? 'text' : 'digits'}
            onKey={pressDepositKey}
            disabled={busy.value}
          />
        )
      }
      under={
        <>
          <ActionButton tone="quiet" shortcut="*" disabled={busy.value} onPress={() => void finishVisit()}>
            <BackIcon />
            {say('signOut')}
          </ActionButton>
          {trouble.value?.code === 'consent-missing' ? (
            <ActionButton tone="primary" disabled={busy.value} onPress={() => void recordAgreement()}>
              {say('recipientAgreed')}
            </ActionButton>
          ) : null}
          {field === 'size' ? null : (
            <ActionButton tone="primary" onPress={leaveField}>
              {say('nextField')}
            </ActionButton>
          )}
        </>
      }
    >
      <h1 tabIndex={-1}>{say('depositTitle')}</h1>
      <DepositField name="waybill" />
      <DepositField name="contact" />
      <div class="said" aria-live="polite">
        <TroublePanel />
        {trouble.value === null ? <DepositNote /> : null}
      </div>
    </EntranceFrame>
  );
}

function DepositField({ name }: { readonly name: 'waybill' | 'contact' }): JSX.Element {
  const isWaybill = name === 'waybill';
  return (
    <TextField
      name={name}
      label={say(isWaybill ? 'waybillField' : 'contactField')}
      hint={say(isWaybill ? 'waybillHint' : 'contactHint')}
      text={isWaybill ? waybill.value : contact.value}
      active={activeField.value === name}
      onText={(text) => writeField(name, fitEntry(text, fieldRules[name]))}
      onFocus={() => {
        activeField.value = name;
      }}
      onEnter={leaveField}
    />
  );
}

/** What is missing, else how the parcel before ended, else what a courier must know now. */
function DepositNote(): JSX.Element {
  if (missing.value !== null) return <p class="note note-missing">{say(missing.value)}</p>;
  const last = lastDeposit.value;
  if (last?.ended === 'done') {
    return <p class="note note-done">{say('depositDone', { door: last.compartment })}</p>;
  }
  if (last !== null) return <p class="note">{say('depositCancelled')}</p>;
  if (station.value?.link === 'down') return <p class="note">{say('offlineNotice')}</p>;
  return <p class="note">{say(activeField.value === 'size' ? 'sizeHelp' : 'depositHelp')}</p>;
}
