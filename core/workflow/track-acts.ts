import type { WorkOrderChangeKind } from '../feed-event.ts';

/**
 * What the tracks beside an order write into its history. The state stays, except where an order follows its parent;
 * `change` is what the feed calls it.
 */
export const TRACK_ACTS = {
  HELPER_ASKED: { zh: '发起协办', en: 'helper asked', change: 'HELPER' },
  HELPER_MISSING: { zh: '无可协办', en: 'nobody to ask for help', change: 'HELPER' },
  HELPER_ARRIVED: { zh: '协办报到', en: 'helper arrived', change: 'HELPER' },
  HELPER_REPORTED: { zh: '协办反馈', en: 'helper reported back', change: 'HELPER' },
  HELPER_DECLINED: { zh: '谢绝协办', en: 'helper declined', change: 'HELPER' },
  HELPER_RELEASED: { zh: '解除协办', en: 'helper released', change: 'HELPER' },
  WHISTLE: { zh: '街道吹哨', en: 'departments called', change: 'HELPER' },
  WHISTLE_MINUTES: { zh: '会商纪要', en: 'joint meeting noted', change: 'HELPER' },
  GATE_OPENED: { zh: '发起前置审议', en: 'gate opened', change: 'GATE' },
  GATE_STAGE: { zh: '审议环节', en: 'stage of a gate held', change: 'GATE' },
  VOTE: { zh: '表决', en: 'vote', change: 'GATE' },
  GATE_CLOSED: { zh: '宣布审议结果', en: 'gate closed', change: 'GATE' },
  SUPERVISION_OPENED: { zh: '启动督办', en: 'supervision opened', change: 'SUPERVISED' },
  SUPERVISION_REMINDED: { zh: '催办', en: 'reminded', change: 'REMINDED' },
  SUPERVISION_TRACKED: { zh: '跟踪记录', en: 'followed', change: 'SUPERVISED' },
  SUPERVISION_REPORTED: { zh: '督办报告', en: 'reported to the supervisor', change: 'SUPERVISED' },
  SUPERVISION_SATISFIED: { zh: '督办满意', en: 'supervisor satisfied', change: 'SUPERVISED' },
  SUPERVISION_UNSATISFIED: { zh: '督办不满意', en: 'supervisor not satisfied', change: 'SUPERVISED' },
  SUPERVISION_WITHDRAWN: { zh: '撤销督办', en: 'supervision withdrawn', change: 'SUPERVISED' },
  CLOCK_REMINDED: { zh: '到期催办', en: 'reminded of a clock', change: 'REMINDED' },
  ESCALATED: { zh: '升级', en: 'next level called', change: 'ESCALATED' },
  CHILD_MERGED: { zh: '并入工单', en: 'another order merged into it', change: 'MERGED' },
  CHILD_LEFT: { zh: '并入工单移出', en: 'a merged order left', change: 'MERGED' },
  FOLLOWED: { zh: '随主单流转', en: 'followed its parent', change: 'MERGED' },
  EVIDENCE_ADDED: { zh: '添加佐证', en: 'evidence added', change: 'EVIDENCE' },
  DUPLICATES_DECIDED: { zh: '判定疑似重复', en: 'duplicates decided', change: 'EVIDENCE' },
  RECURRED: { zh: '复发上报', en: 'reported again', change: 'RECURRED' },
  ADMISSION_ASKED: { zh: '申请目录外准入', en: 'admission asked for', change: 'ADMISSION' },
  ADMISSION_DECIDED: { zh: '审批目录外准入', en: 'admission decided', change: 'ADMISSION' },
} as const satisfies Record<string, { zh: string; en: string; change: WorkOrderChangeKind }>;
export type TrackAct = keyof typeof TRACK_ACTS;
