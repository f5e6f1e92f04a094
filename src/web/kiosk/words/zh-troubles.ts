import type { TroubleCode } from '../api.ts';
import { sendingTroubles } from './zh-sending-troubles.ts';
import { shelfTroubles } from './zh-shelf-troubles.ts';
import type { TroubleWords } from './words.ts';

export const troubles: Record<TroubleCode, TroubleWords> = {
  ...sendingTroubles,
  ...shelfTroubles,
  'code-unknown': {
    what: '这个取件码打不开这里的柜门。',
    todo: '请核对数字，并确认短信中写的是本站点。',
  },
  'extension-needed': {
    what: '现在还需要六位验证数字。',
    todo: '在同一条短信的“如需验证”后面。',
  },
  'try-later': { what: '请稍等一下。', todo: '{seconds} 秒后可以再试。' },
  'already-collected': {
    what: '这件快件已经被取走。',
    todo: '如果不是您或家人取的，请联系客服，我们留有记录。',
  },
  'no-longer-here': {
    what: '这件快件已不在本柜。',
    todo: '请查看快递企业最新的消息。',
  },
  'kiosk-busy': { what: '有人正在使用。', todo: '请稍等片刻再试。' },
  'visit-over': { what: '本次操作已经结束。', todo: '请重新开始。' },
  'visit-stopped': {
    what: '误开了另一个格口。',
    todo: '请勿取放任何快件，请关好打开的柜门，已通知工作人员。',
  },
  'badge-unknown': {
    what: '本站点没有登记这个工牌。',
    todo: '请核对工牌号；如果无误，请联系网点登记。',
  },
  'waybill-malformed': {
    what: '这不是有效的运单号。',
    todo: '请重新扫描面单，或输入 8 到 34 位字母和数字。',
  },
  'waybill-duplicate': {
    what: '这个运单的快件已经在柜内。',
    todo: '请核对运单号，它在 {door}。',
  },
  'station-full': {
    what: '这个大小以及更大的格口都满了。',
    todo: '放得下的话请选小一号，或改投别处。',
  },
  'deposit-in-progress': {
    what: '上一件还没有完成。',
    todo: '请关上它的柜门，或者说明情况。',
  },
  'link-needed': {
    what: '网络中断，暂时不能投递。',
    todo: '请稍后再试，或改投别处。',
  },
  'audit-needed': {
    what: '本站正在盘点，暂不接收投递，取件照常。',
    todo: '请改投别处，或向工作人员询问何时结束。',
  },
  'centre-needed': {
    what: '本站已盘点，正在等待中心确认，取件照常。',
    todo: '请在联网后再试，或改投别处。',
  },
  'stay-unconfirmed': {
    what: '本站正在盘点，您的快件尚未确认。',
    todo: '请稍后再试，或拨打客服热线。',
  },
  'waybill-collected': { what: '此快件已在本站被取走。', todo: '请再核对单号；一个单号只用一次。' },
  'waybill-unknown': { what: '本站没有收到此快件的预告。', todo: '请再核对单号，或按任务要求投递。' },
  'wrong-station': { what: '此快件属于另一个站点。', todo: '请送到任务上写明的站点。' },
  'too-early': { what: '约定的时间还没有到。', todo: '请在约定时间再来，或联系收件人。' },
  'recipient-declined': { what: '收件人选择了其他投递方式。', todo: '请按约定投递，不要放入快件箱。' },
  'consent-missing': { what: '收件人同意放入快件箱吗？', todo: '请电话征得同意后在此确认，或送到收件地址。' },
  'contact-missing': { what: '应当通知谁？', todo: '请输入收件人的电话号码。' },
  'contact-unrepeated': { what: '请再输入一次电话号码。', todo: '此快件没有预告，需要核对两次输入。' },
  'parcel-damaged': { what: '破损的快件不能放入快件箱。', todo: '请保留快件并向公司报告破损。' },
  'weight-differs': { what: '快件重量与运单明显不符。', todo: '请保留快件并交公司核查。' },
  'fresh-goods': { what: '生鲜物品不能放入快件箱。', todo: '请当面交付。' },
  'valuable-goods': { what: '贵重物品不能放入快件箱。', todo: '请当面交付。' },
  'reach-unavailable': {
    what: '收件人需要方便够到的格口，目前没有空闲。',
    todo: '请送到收件地址，或稍后再试。',
  },
  'join-unfounded': { what: '本站没有该收件人的其他快件。', todo: '请选择规格，为它单独开一个格口。' },
  'correction-late': { what: '这里已不能再次打开该格口。', todo: '请致电我们，由我们来更正。' },
  'correction-contradicted': {
    what: '与柜门显示的情况不符。',
    todo: '请关好所有柜门后再看一次，或致电我们。',
  },
  'reservation-unknown': { what: '该预留已不存在。', todo: '您无需操作。' },
  'window-over': { what: '这个时间已经过去。', todo: '请选择以后的时间。' },
  'step-unfitting': { what: '现在不能这样操作。', todo: '请按屏幕上的提示继续。' },
  'stay-unknown': {
    what: '该快件不在本站。',
    todo: '如果您认为它应在这里，请点击求助。',
  },
  'recall-unknown': {
    what: '没有可由您取回的此快件。',
    todo: '请重新查看清单，收件人可能已取走。',
  },
  'recall-mismatch': {
    what: '请停止：这不是要取回的快件。',
    todo: '请放回原格口并关门，我们会派人核查。',
  },
  'manifest-open': {
    what: '您已取回快件，但尚未清点。',
    todo: '请清点手中的快件并确认数量。',
  },
  'manifest-mismatch': {
    what: '您清点的数量与清单不符。',
    todo: '请对照清单重新清点；如仍不符，请申报差异。',
  },
  'reopen-limit': {
    what: '这扇柜门重复打开的次数已用完。',
    todo: '请结束后重新输入取件码，取件码仍然有效。',
  },
  'compartment-unavailable': {
    what: '这个格口暂时没有响应。',
    todo: '快件很安全，取件码仍然有效。请稍后再试，或联系客服。',
  },
  'reopen-late': { what: '这个柜门不能再次打开了。', todo: '请致电客服，说明遗留了什么物品。' },
  'previous-door-open': { what: '{door} 号柜门还没关好。', todo: '请先关好它，再打开下一个柜门。' },
  'delegates-full': {
    what: '现在不能再给别人取件码了。',
    todo: '请先收回不用的代取码，或转发您自己的短信。',
  },
  'delegate-forbidden': { what: '只有收件人可以授权他人代取。', todo: '请收件人用自己的取件码操作。' },
  'code-revoked': { what: '收件人已收回这个代取码。', todo: '请向收件人再要一个。' },
  'release-over': { what: '这个柜门已不再自动打开。', todo: '您无需任何操作。' },
  'door-not-open': {
    what: '柜门还没有打开。',
    todo: '请轻轻拉开，查看里面，然后再确认。如打不开请拨打求助电话。',
  },
  'survey-unknown': { what: '该评价已结束。', todo: '无需任何操作，谢谢。' },
  'case-unknown': { what: '没有找到这个工单号。', todo: '请核对六位数字，或拨打求助电话。' },
  'help-limit': { what: '当前求助较多。', todo: '请直接拨打屏幕上的求助电话。' },
  'station-starting': { what: '设备正在启动。', todo: '请过几秒再试。' },
  'key-reused': { what: '操作没有成功。', todo: '请再试一次。' },
  'body-malformed': { what: '填写的内容有误。', todo: '请核对号码后再试。' },
  'rate-limited': { what: '请稍等一下。', todo: '请过几秒再试。' },
  'station-stopping': { what: '设备正在重启。', todo: '请稍后再试。' },
  'visit-secret-wrong': { what: '本次操作已经结束。', todo: '请重新开始。' },
  'scan-misread': { what: '条码没有读清楚。', todo: '请再扫一次，或手动输入号码。' },
  'scan-unusable': {
    what: '这个条码在这里不能使用。',
    todo: '请扫短信中的取件码、面单或工牌上的条码，或手动输入号码。',
  },
  unreachable: {
    what: '设备没有响应。',
    todo: '请稍后再试。如果柜门已经打开，可以照常使用。',
  },
  unexpected: { what: '操作没有成功。', todo: '请再试一次，或联系客服。' },
};
