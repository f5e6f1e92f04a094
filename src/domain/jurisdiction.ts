/**
 * The musts of the law as data. A jurisdiction names which of them apply; no setting of the policy can take
 * an applicable one away, because nothing that decides about a must reads the policy.
 */

/** `law-press`: a press, law-firm or agency page quotes the law · `news`: press about a case ·
 * `vendor`, `third-party`: somebody's own page · `code`: text read in a public source. */
type Mark = 'law-press' | 'news' | 'vendor' | 'third-party' | 'code';

/** What the musts rest on. A clause number stands here only where the text of the clause was read. */
export const sources = {
  'R-CN-1': {
    text: '《智能快件箱寄递服务管理办法》 交通运输部令2019年第16号, 2019-10-01',
    mark: 'law-press',
  },
  'R-CN-2': { text: '《快递市场管理办法》 交通运输部令2023年第22号, 2024-03-01', mark: 'law-press' },
  'R-CN-3': { text: '《智能快件箱寄递服务管理办法》: damage and weight', mark: 'law-press' },
  'R-CN-4': { text: '《智能快件箱寄递服务管理办法》: fresh and valuable goods', mark: 'law-press' },
  'R-CN-5': {
    text: '《智能快件箱寄递服务管理办法》: notice; 《广州市快递条例》, 2023-07-01',
    mark: 'law-press',
  },
  'R-CN-6': { text: '《智能快件箱寄递服务管理办法》: no charge inside the period', mark: 'law-press' },
  'R-CN-7': { text: 'monitoring of the whole process and the surroundings', mark: 'law-press' },
  'R-CN-8': { text: 'inspection and rejection on the spot', mark: 'law-press' },
  'R-CN-9': { text: 'records of operation', mark: 'law-press' },
  'R-CN-10': { text: 'sending: truthful waybill, identity, unsealed goods', mark: 'law-press' },
  'R-CN-11': { text: 'filing of each site within 20 days', mark: 'law-press' },
  'R-CN-12': { text: 'report of an interruption within 24 h', mark: 'law-press' },
  'R-CN-14': { text: '《快递电子运单》, 2023-02-01: masking', mark: 'law-press' },
  'R-CN-15': { text: '《人脸识别技术应用安全管理办法》, June 2025', mark: 'law-press' },
  'R-EU-2': { text: 'EN 301 549 §5.1 closed functionality', mark: 'code' },
  'R-EU-3': { text: 'EN 301 549 §8.3 reach', mark: 'third-party' },
  'R-PRIV-1': { text: 'AEPD: a person photographed; a parcel left without consent', mark: 'news' },
  'R-PRIV-2': { text: 'GDPR 5(1)(c)(e): minimise, purge after purpose', mark: 'vendor' },
  'R-US-1': { text: 'accessible compartments below 48 inches', mark: 'vendor' },
} as const satisfies Readonly<Record<string, { readonly text: string; readonly mark: Mark }>>;
export type Source = keyof typeof sources;

export const jurisdictions = ['cn', 'eu', 'us', 'sg'] as const;
export type Jurisdiction = (typeof jurisdictions)[number];

type Must = {
  /** The number by which the notes on law and the tests name it. */
  readonly number: `M${number}`;
  /** The jurisdictions whose sources ask for it. */
  readonly asked: Partial<Readonly<Record<Jurisdiction, readonly Source[]>>>;
  /** The house keeps it wherever the station stands, because an invariant or a decided rule says so. */
  readonly everywhere: boolean;
};

/** The id of a must is stable: it is written into events and counted by the centre. */
export const musts = {
  /** The recipient agreed, or the sender named the locker, before anything is placed. */
  consent: { number: 'M1', asked: { cn: ['R-CN-1', 'R-CN-2'], eu: ['R-PRIV-1'] }, everywhere: false },
  /** Nothing that is visibly damaged or clearly weighs something else than its waybill says. */
  condition: { number: 'M2', asked: { cn: ['R-CN-3'] }, everywhere: false },
  /** Nothing fresh or valuable unless that was agreed. */
  'special-goods': { number: 'M3', asked: { cn: ['R-CN-4'] }, everywhere: false },
  /** The notice names station, address, keeping period and fee. */
  'notice-content': { number: 'M4', asked: { cn: ['R-CN-5'] }, everywhere: true },
  /** No fee inside the free period. */
  'free-period': { number: 'M5', asked: { cn: ['R-CN-6'] }, everywhere: true },
  /** The recipient can inspect and reject on the spot. */
  rejection: { number: 'M6', asked: { cn: ['R-CN-8'] }, everywhere: true },
  /** Every operation is recorded, and nothing is rewritten. */
  records: { number: 'M7', asked: { cn: ['R-CN-9'] }, everywhere: true },
  /** No sending while the camera does not work. */
  camera: { number: 'M8', asked: { cn: ['R-CN-7'] }, everywhere: false },
  /** Sending needs an identity and goods that were seen unsealed. */
  'sender-identity': { number: 'M9', asked: { cn: ['R-CN-10'] }, everywhere: false },
  /** Phone, name and room are masked. */
  masking: { number: 'M10', asked: { cn: ['R-CN-14'] }, everywhere: true },
  /** A face is never the only way in, and nobody is photographed by default. */
  'never-face-only': { number: 'M11', asked: { cn: ['R-CN-15'], eu: ['R-PRIV-1'] }, everywhere: true },
  /** Usable without sight, and within reach of whoever asked for it. */
  accessibility: {
    number: 'M12',
    asked: { eu: ['R-EU-2', 'R-EU-3'], us: ['R-US-1'] },
    everywhere: true,
  },
  /** What identifies a person is purged when its purpose is over, with evidence. */
  'retention-purge': { number: 'M13', asked: { eu: ['R-PRIV-2'] }, everywhere: true },
  /** An outage leaves what its report needs. */
  'outage-report': { number: 'M14', asked: { cn: ['R-CN-12'] }, everywhere: false },
  /** Filing id, hotline and rules stand on the idle screen. */
  'site-notice': { number: 'M15', asked: { cn: ['R-CN-11'] }, everywhere: false },
} as const satisfies Readonly<Record<string, Must>>;
export type Interlock = keyof typeof musts;

/** What a must rests on there; empty where only the house asks for it, or nobody does. */
export function sourcesOf(jurisdiction: Jurisdiction, interlock: Interlock): readonly Source[] {
  const must: Must = musts[interlock];
  return must.asked[jurisdiction] ?? [];
}

/** Whether a must binds a station there. */
export function isBinding(jurisdiction: Jurisdiction, interlock: Interlock): boolean {
  return musts[interlock].everywhere || sourcesOf(jurisdiction, interlock).length > 0;
}
