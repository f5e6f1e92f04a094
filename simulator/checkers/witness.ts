import type { Command } from '#domain/commands';
import type { Answer } from '#domain/decision';
import type { DomainEvent } from '#domain/events';
import type { Moment } from '#domain/moment';
import type { StationPlan, StationState } from '#domain/state';
import type { PublishedEvent } from '#contract/cloud-event';
import type { ParcelsDocument } from '#contract/documents';
import type { CompartmentView, Happening } from '../physics/happenings.ts';

/** Something that an observer of a whole world sees: metal, people, the station's decisions, the wire. */
export type Witnessed = { readonly atMs: number } & (
  | { readonly kind: 'metal'; readonly happening: Happening }
  /** A pulse was handed to the hardware. */
  | { readonly kind: 'pulse'; readonly intention: string; readonly compartment: string }
  /** What the hardware tells the station. */
  | { readonly kind: 'report'; readonly report: ReportSeen }
  | {
      readonly kind: 'commit';
      readonly before: StationState;
      readonly after: StationState;
      readonly events: readonly DomainEvent[];
      readonly at: Moment;
    }
  /** Somebody pressed something at the kiosk; the answer follows as `asked`. */
  | { readonly kind: 'pressed'; readonly who: string; readonly command: Command }
  /** Somebody did something at the kiosk; `answer` is null where the screen went dark. */
  | {
      readonly kind: 'asked';
      readonly who: string;
      readonly command: Command;
      readonly answer: Answer | null;
      readonly state: StationState;
    }
  /** A person with a right to a parcel typed both numbers of its message, or only the first. */
  | {
      readonly kind: 'claimed';
      readonly waybill: string;
      readonly compartment: string;
      readonly answer: Answer | null;
      readonly hasExtension: boolean;
    }
  | {
      readonly kind: 'parcel';
      readonly did: 'put' | 'taken';
      readonly waybill: string;
      readonly compartment: string;
    }
  | { readonly kind: 'published'; readonly topic: string; readonly payload: string }
  | { readonly kind: 'stored'; readonly event: PublishedEvent }
  /** The centre itself published a document, as it stands inside its signature. */
  | { readonly kind: 'sent'; readonly document: ParcelsDocument }
  | { readonly kind: 'logged'; readonly line: string }
  /** The notifier told a recipient; from now on these texts are secrets. */
  | { readonly kind: 'told'; readonly stay: string; readonly secrets: readonly string[] }
  | { readonly kind: 'contact'; readonly contact: string }
  | { readonly kind: 'power'; readonly power: 'off' | 'on' | 'serving' }
  /** The card was put back to what it was earlier: what the station knew since is gone. */
  | { readonly kind: 'card' }
  /** Somebody said or did what was not so: `about` are the waybills and compartments it concerns. */
  | { readonly kind: 'mischief'; readonly what: string; readonly about: readonly string[] }
  | { readonly kind: 'nature'; readonly what: string }
);

type ReportSeen =
  | {
      readonly kind: 'reading';
      readonly compartment: string;
      readonly door: string;
      readonly occupancy: string;
    }
  | { readonly kind: 'unlock'; readonly intention: string; readonly outcome: string }
  | { readonly kind: 'board-silent' | 'board-answering'; readonly board: string };

/** What is true in the world, whatever the station believes. */
export interface Truth {
  readonly plan: StationPlan;
  nowMs(): number;
  /** What lies in a compartment: waybills, or `a child`. */
  contentsOf(compartment: string): readonly string[];
  viewOf(compartment: string): CompartmentView;
  isSilent(board: string): boolean;
  /** Whether the station is powered and serves. */
  isServing(): boolean;
  /** Whether anything about this compartment's readings is known to be false or late. */
  isDeceived(compartment: string): boolean;
}

/**
 * Watches a world and says what must never be seen. Checkers only look: none of them may change anything, and
 * none of them knows of another.
 */
export interface Checker {
  /** Short and stable; stands in the report of a failing run. */
  readonly name: string;
  /** What is wrong, in a sentence; null while nothing is. */
  see(witnessed: Witnessed, truth: Truth): string | null;
  /** Asked once when the world has come to rest: everything healed, everybody had time. */
  end?(truth: Truth, last: LastLook): string | null;
}

/** How things stand when a world has come to rest. */
export type LastLook = {
  readonly state: StationState | null;
  readonly outbox: {
    readonly epoch: string;
    readonly lastSeq: number;
    readonly ackedSeq: number;
    readonly lastHash: string;
  };
  readonly centre: { readonly epoch: string | null; readonly lastSeq: number };
};
