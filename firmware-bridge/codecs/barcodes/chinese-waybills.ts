/**
 * What waybill numbers of Chinese carriers look like. Carriers publish no rule and no check digit, and the
 * shapes overlap, so that a shape tells a waybill from something else and never one carrier from another: the
 * tracking centre names the carrier.
 */
export type CarrierShape = {
  readonly carrier: string;
  readonly shape: RegExp;
  /** A number that was seen; null where the source gives the rule alone. */
  readonly example: string | null;
  readonly source: string;
};

const detector = 'a public carrier detector for Chinese waybills';
const rules = "a market's published table of waybill rules";

export const carrierShapes: readonly CarrierShape[] = [
  { carrier: 'sf', shape: /^SF\d{12,13}$/, example: null, source: rules },
  { carrier: 'sf', shape: /^(\d{12}|\d{15})$/, example: null, source: rules },
  { carrier: 'yto', shape: /^YT\d{13}$/, example: null, source: rules },
  { carrier: 'zto', shape: /^\d{12,15}$/, example: '432542035598773', source: detector },
  { carrier: 'sto', shape: /^77\d{12,13}$/, example: '77316523125896', source: detector },
  { carrier: 'yunda', shape: /^4(\d{12}|\d{14})$/, example: '462598779470531', source: detector },
  {
    carrier: 'ems',
    shape: /^(10|11|12|50|51|52|95|97|98|99)\d{11}$/,
    example: '1240921381750',
    source: detector,
  },
  { carrier: 'jt', shape: /^JT\d{12,13}$/, example: 'JT0006968326954', source: detector },
  { carrier: 'jd', shape: /^JD[XK]\d{12}$/, example: null, source: rules },
  { carrier: 'jd', shape: /^JDV[A-Z]\d{11}$/, example: 'JDVA11408814483', source: detector },
  { carrier: 'deppon', shape: /^DPK\d{11,15}$/, example: 'DPK364112047425', source: detector },
  { carrier: 'cainiao', shape: /^LBX\d{15}-[2-9AZ]-[1-9A-Z]$/, example: null, source: rules },
];

/** The carriers whose shape a normalised number has; empty for most things that are no waybill. */
export function carriersOf(waybill: string): readonly string[] {
  const carriers = carrierShapes.filter(({ shape }) => shape.test(waybill)).map(({ carrier }) => carrier);
  return [...new Set(carriers)];
}
