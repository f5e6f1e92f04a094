/** What is told about the shelves of an attended station and the gate. */
export const shelfTroubles = {
  'shelves-absent': { what: '本站点没有货架。', todo: '请把快件放入格口。' },
  'position-unknown': { what: '本站点没有这个货架位。', todo: '请扫描货架上的标签，例如 5-2-3001。' },
  'position-occupied': { what: '这个货架位已有快件。', todo: '请另选一个空位。' },
  'carrier-missing': { what: '是哪家快递企业送来的？', todo: '请选择快递企业。' },
  'parcel-not-shelved': { what: '货架上没有这件快件。', todo: '请核对面单；快件可能在格口里，或已被取走。' },
  'parcel-on-shelf': {
    what: '您的快件在货架上，不在柜门里。',
    todo: '请到货架位取件，再到出口扫描快件，并输入取件码和六位补充码。',
  },
  'shelf-scan-needed': { what: '这件快件在货架上，不会开柜门。', todo: '请从货架位取下快件并扫描面单。' },
  'checkout-mismatch': {
    what: '其中有一件快件不属于这个取件码。',
    todo: '请放回原位。工作人员已收到通知；您随时可以离开。',
  },
  'gate-absent': { what: '这里没有需要打开的闸门。', todo: '出口畅通，请直接离开。' },
} as const;
