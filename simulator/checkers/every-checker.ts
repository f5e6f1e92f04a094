import { watchAuthority } from './authority.ts';
import { watchCeiling } from './ceiling.ts';
import { watchClaims } from './claims.ts';
import { watchCustody } from './custody.ts';
import { watchDelivery } from './delivery.ts';
import { watchEndings } from './endings.ts';
import { watchEntitlement } from './entitlement.ts';
import { watchFees } from './fees.ts';
import { watchGuessing } from './guessing.ts';
import { watchOffers } from './offers.ts';
import { watchOrders } from './orders.ts';
import { watchRelease } from './release.ts';
import { watchRemembering } from './remembering.ts';
import { watchSecrecy } from './secrecy.ts';
import { watchValidity } from './validity.ts';
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
    watchFees(),
    watchCeiling(),
    watchOrders(),
    watchValidity(),
    watchTransitions(),
  ];
}
