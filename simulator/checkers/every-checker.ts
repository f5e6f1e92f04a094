import { watchAuthority } from './authority.ts';
import { watchClaims } from './claims.ts';
import { watchCustody } from './custody.ts';
import { watchDelivery } from './delivery.ts';
import { watchEndings } from './endings.ts';
import { watchEntitlement } from './entitlement.ts';
import { watchGuessing } from './guessing.ts';
import { watchOffers } from './offers.ts';
import { watchRelease } from './release.ts';
import { watchRemembering } from './remembering.ts';
import { watchSecrecy } from './secrecy.ts';
import { watchTransitions } from './transitions.ts';
import type { Checker } from './witness.ts';

/** A fresh set: a checker remembers one world only. */
export function everyChecker(): readonly Checker[] {
  return [
    watchAuthority(),
    watchEntitlement(),
    watchOffers(),
    watchCustody(),
    watchEndings(),
    watchRemembering(),
    watchClaims(),
    watchGuessing(),
    watchRelease(),
    watchSecrecy(),
    watchDelivery(),
    watchTransitions(),
  ];
}
