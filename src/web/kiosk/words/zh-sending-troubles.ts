/** What a sender, or somebody of the staff, may be told. */
export const sendingTroubles = {
  'drop-off-unknown': { what: '这里没有这个寄件码。', todo: '请核对数字，并确认订单写的是本站点。' },
  'drop-off-used': {
    what: '这个寄件码已经寄过一件。',
    todo: '每件快件需要各自的寄件码，请向快递企业索取。',
  },
  'drop-off-in-progress': { what: '上一件还没有完成。', todo: '请关上它的柜门，或者说明情况。' },
  'sending-refused': {
    what: '现在不能收寄快件。',
    todo: '摄像头未正常工作。请取回快件，稍后再来。',
  },
  'prohibited-unread': { what: '还没有确认禁限寄物品清单。', todo: '请阅读清单并勾选确认。' },
  'identity-needed': { what: '还没有核验寄件人身份。', todo: '请在订单中完成实名，或找工作人员。' },
  'identity-insufficient': {
    what: '仅凭人脸不能核验身份。',
    todo: '请用其他方式核验身份，任何人不得强制刷脸。',
  },
  'inspection-needed': { what: '快件需要开封验视。', todo: '请不要封口，并确认。' },
  'label-needed': { what: '还没有贴面单。', todo: '请把面单平整地贴在最大的一面，并确认。' },
  'weight-needed': { what: '快件还没有称重。', todo: '请把快件放在秤上。' },
  'scale-unsteady': { what: '秤还没有稳定。', todo: '请松开快件后再试。' },
  'weight-mismatch': { what: '重量与订单明显不符。', todo: '请确认快件是否正确，或更正订单。' },
  'parcel-not-seen': { what: '没有检测到格口里的快件。', todo: '请放入快件并关门，或选择取回。' },
  'role-unfitting': { what: '您的工牌没有这项权限。', todo: '请找负责此项工作的同事。' },
  'compartment-unknown': { what: '没有这个格口。', todo: '请再看一下柜门上的编号。' },
  'compartment-occupied': {
    what: '格口里有物品。',
    todo: '柜门保持关闭。如有工单要求查看，请输入工单号。',
  },
  'compartment-in-use': { what: '还有一扇柜门开着。', todo: '请先关上它，再试一次。' },
  'audit-running': { what: '盘点已在进行。', todo: '请继续或先结束盘点。' },
  'audit-absent': { what: '没有正在进行的盘点。', todo: '请先开始盘点。' },
  'audit-unresolved': { what: '有差异尚未处理。', todo: '请先处理该格口的差异，再结束盘点。' },
  'audit-incomplete': { what: '还有格口没有查看。', todo: '请查看该格口，然后结束盘点。' },
  'verdict-unfitting': { what: '处理结果与所见不符。', todo: '请再查看并记录，然后重新处理。' },
} as const;
