import { DAY_KINDS, type DayPlan } from './calendar.ts';
import { dayNumber, type Interval, localDay, localText, weekdayOf } from './calendar-days.ts';
import { type ClockBook, policyOf } from './clock-engine-policy.ts';
import { CLOCK_STATES, type ClockView, type StageView } from './clock-engine-view.ts';
import { type CalendarWarning, countedFrom, TIME_UNITS } from './working-time.ts';

/** One local day (around the clock: the whole stretch) that counted. */
export interface CountedDay {
  /** Null around the clock. */
  plan: DayPlan | null;
  windows: readonly Interval[];
  /** In the unit. */
  amount: number;
}

/** Days in a row that did not count, for one reason. */
export interface SkippedDays {
  from: DayPlan;
  to: DayPlan;
}

export interface StageExplanation {
  stage: string;
  counted: readonly CountedDay[];
  skipped: readonly SkippedDays[];
}

/** Why a clock stands where it stands: as data, and as lines for a person. */
export interface ClockExplanation {
  /** Id of the policy version in force. */
  policy: string;
  stages: readonly StageExplanation[];
  warnings: readonly CalendarWarning[];
  zh: readonly string[];
  en: readonly string[];
}

const WEEKDAYS_ZH = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const;
/** Days listed in the text; the data has them all. */
const LISTED_DAYS = 40;

const unitEn = (value: number, en: string) => (value === 1 ? en.slice(0, -1) : en);
const number = (value: number) => String(Math.round(value * 100) / 100);

interface Texts {
  zh: string;
  en: string;
}

/** Follows the same stretches as the due time does, from the start to the due time (or to now while paused). */
function followStage(view: ClockView, stage: StageView, nowMs: number): StageExplanation {
  const { run } = view;
  const { calendar, unit, countsFromMs: from } = stage;
  const until = stage.dueAtMs ?? Math.max(nowMs, from);
  const counted: (CountedDay & { windows: Interval[] })[] = [];
  for (const { plan, fromMs, toMs, weight } of countedFrom(from, unit, calendar, run.pauses)) {
    if (fromMs >= until) break;
    const window = { fromMs, toMs: Math.min(toMs, until) };
    const amount = (window.toMs - fromMs) / weight;
    const last = counted.at(-1);
    if (last !== undefined && last.plan?.day === plan?.day) {
      last.windows.push(window);
      last.amount += amount;
      continue;
    }
    counted.push({ plan, windows: [window], amount });
  }
  const skipped: { from: DayPlan; to: DayPlan }[] = [];
  if (TIME_UNITS[unit].counts === 'WORK') {
    const days = new Set(counted.map(({ plan }) => plan?.day));
    let before: DayPlan | null = null;
    for (let day = localDay(from, calendar.zone); day <= localDay(until - 1, calendar.zone); day += 1) {
      const plan = calendar.plan(day);
      const row = skipped.at(-1);
      if (days.has(plan.day)) before = null;
      else if (row !== undefined && before?.kind === plan.kind && before.nameZh === plan.nameZh)
        row.to = plan;
      else skipped.push({ from: plan, to: plan });
      if (!days.has(plan.day)) before = plan;
    }
  }
  return { stage: stage.stage.code, counted, skipped };
}

function countedText(day: CountedDay, stage: StageView, zone: string): Texts {
  const unit = TIME_UNITS[stage.unit];
  const { plan } = day;
  if (plan === null) {
    const windows = day.windows.map(
      ({ fromMs, toMs }) => [localText(fromMs, zone), localText(toMs, zone)] as const,
    );
    return {
      zh: `昼夜连续计时：${windows.map(([a, b]) => `${a} 至 ${b}`).join('，')}，计 ${number(day.amount)} ${unit.zh}`,
      en: `around the clock: ${windows.map(([a, b]) => `${a} to ${b}`).join(', ')} = ${number(day.amount)} ${unitEn(day.amount, unit.en)}`,
    };
  }
  const hours = day.windows.map(({ fromMs, toMs }) => {
    const end = localText(toMs, zone);
    return `${localText(fromMs, zone).slice(11)}–${end.startsWith(plan.day) ? end.slice(11) : '24:00'}`;
  });
  const weekday = WEEKDAYS_ZH[weekdayOf(dayNumber(plan.day) ?? 0)] ?? '';
  const zhKind = `${plan.nameZh}${DAY_KINDS[plan.kind].zh}`;
  const enKind = [plan.nameEn, DAY_KINDS[plan.kind].en].filter((part) => part !== '').join(', ');
  return {
    zh: `${plan.day} ${weekday} ${zhKind}：${hours.join('、')}，计 ${number(day.amount)} ${unit.zh}`,
    en: `${plan.day} ${enKind}: ${hours.join(', ')} = ${number(day.amount)} ${unitEn(day.amount, unit.en)}`,
  };
}

function skippedText({ from, to }: SkippedDays): Texts {
  const days = { zh: from === to ? '' : ` 至 ${to.day}`, en: from === to ? '' : ` to ${to.day}` };
  // a working day of which nothing counted: paused all day, or begun after closing
  const works = from.workMs > 0;
  const zh = works ? '无计时时段（暂停或已下班）' : `${from.nameZh}${DAY_KINDS[from.kind].zh}，不计`;
  const en = works
    ? 'nothing left to count (paused, or after closing)'
    : `${[from.nameEn, DAY_KINDS[from.kind].en].filter((part) => part !== '').join(', ')}: does not count`;
  return { zh: `${from.day}${days.zh} ${zh}`, en: `${from.day}${days.en} ${en}` };
}

function stageTexts(view: ClockView, stage: StageView, told: StageExplanation): Texts[] {
  const { zone } = stage.calendar;
  const { nameZh, nameEn, target } = stage.stage;
  const unit = TIME_UNITS[stage.unit];
  const state = CLOCK_STATES[stage.state];
  const due = stage.dueAtMs === null ? null : localText(stage.dueAtMs, zone);
  const amber = stage.amberAtMs === null ? null : localText(stage.amberAtMs, zone);
  const head = {
    zh: `「${nameZh}」时限 ${target.amount} ${unit.zh}：${due === null ? '暂停中，截止时间顺延' : `截止 ${due}`}${amber === null ? '' : `，黄灯 ${amber}`}；${state.zh}，已计 ${number(stage.elapsed)}，剩余 ${number(stage.remaining)} ${unit.zh}`,
    en: `"${nameEn}" ${target.amount} ${unitEn(target.amount, unit.en)}: ${due === null ? 'paused, the due time moves' : `due ${due}`}${amber === null ? '' : `, amber ${amber}`}; ${state.en}, ${number(stage.elapsed)} counted, ${number(stage.remaining)} ${unit.en} left`,
  };
  const other =
    stage.policy.id === view.policy.id
      ? []
      : [
          {
            zh: `本阶段以截止较晚者为准：时限政策 ${stage.policy.id}`,
            en: `for this stage policy ${stage.policy.id} is due later, and holds`,
          },
        ];
  const rule =
    unit.day && (target.ends ?? 'CLOSE_OF_DAY') === 'CLOSE_OF_DAY'
      ? [
          {
            zh: '起始当日不计入，自次日起计，至末日结束（工作日至下班）为止（民法典第二百零一条、第二百零三条）',
            en: 'the first day does not count; it begins with the next and ends with the last day, in working days at closing time (Civil Code of China, arts. 201, 203)',
          },
        ]
      : [];
  const rows = [
    ...told.counted.map((day) => ({ at: day.windows[0]?.fromMs ?? 0, text: countedText(day, stage, zone) })),
    ...told.skipped.map((days) => ({ at: days.from.whole.fromMs, text: skippedText(days) })),
  ].sort((a, b) => a.at - b.at);
  const listed = rows.slice(0, LISTED_DAYS).map(({ text }) => text);
  const rest = rows.length - listed.length;
  const more = rest > 0 ? [{ zh: `……其余 ${rest} 行从略`, en: `... ${rest} more lines` }] : [];
  return [head, ...other, ...rule, ...listed, ...more];
}

function policyTexts(view: ClockView, book: ClockBook): Texts[] {
  const { zone } = view.calendar;
  const rows = view.run.policies.map(({ policy: id, sinceMs, countFromMs, reason, granted }, index) => {
    const { policy } = policyOf(book, id);
    const since = localText(sinceMs, zone);
    const percent = number(policy.amberPart * 100);
    // 0: the first version of its key, without a day of its own
    const valid = policy.validFromMs <= 0 ? null : localText(policy.validFromMs, zone);
    const zhValid = valid === null ? '自始有效' : `${valid} 起生效`;
    const enValid = valid === null ? 'valid since ever' : `valid from ${valid}`;
    const zhWhy = reason === null ? '' : `（${reason}）`;
    const enWhy = reason === null ? '' : ` (${reason})`;
    const zhCount = countFromMs === sinceMs ? '自此刻起计' : '自启动时刻起计';
    const enCount = countFromMs === sinceMs ? 'counted from then' : 'counted from the start';
    const zhTaken = granted ? `${since} 同意延时，` : `${since} 改用`;
    const enTaken = granted ? `${since} extended by` : `${since} moved to`;
    return {
      zh: `${index === 0 ? '适用' : zhTaken}时限政策 ${id} ${policy.nameZh}（${zhValid}），日历 ${policy.calendar}，黄灯 ${percent}%${index === 0 ? '' : `，${zhCount}，已有暂停保留`}${zhWhy}`,
      en: `${index === 0 ? 'under' : enTaken} policy ${id} ${policy.nameEn} (${enValid}), calendar ${policy.calendar}, amber at ${percent} %${index === 0 ? '' : `, ${enCount}, pauses kept`}${enWhy}`,
    };
  });
  const last = view.run.policies.at(-1)?.policy;
  if (last === undefined || last === view.policy.id) return rows;
  // an extension beside a promise, or a promise beside an extension
  const { id } = view.policy;
  return [...rows, { zh: `以截止较晚者为准：时限政策 ${id}`, en: `policy ${id} is due later, and holds` }];
}

/** Which windows counted, which days and pauses did not, and which policy version holds; Chinese and English. */
export function explainClock(view: ClockView, book: ClockBook, nowMs: number): ClockExplanation {
  const { run, calendar, policy } = view;
  const stages = view.stages.map((stage) => followStage(view, stage, nowMs));
  const holder = run.holder === null ? '' : ` ${run.holder}`;
  const at = localText(run.startedAtMs, calendar.zone);
  const pauses = run.pauses.map(({ fromMs, toMs, cause, reason }) => {
    const from = localText(fromMs, calendar.zone);
    const to = toMs === null ? null : localText(toMs, calendar.zone);
    const why = reason === null ? cause : `${cause}: ${reason}`;
    return {
      zh: `暂停 ${from} 至 ${to ?? '今'}（${why.replace(': ', '：')}）`,
      en: `paused ${from} to ${to ?? 'now'} (${why})`,
    };
  });
  const lines: Texts[] = [
    {
      zh: `${policy.nameZh}时钟${holder}，第 ${run.generation} 次计时，自 ${at}（${calendar.zone}）起，${CLOCK_STATES[view.state].zh}`,
      en: `${policy.nameEn} clock${holder}, run ${run.generation}, from ${at} (${calendar.zone}), ${CLOCK_STATES[view.state].en}`,
    },
    ...policyTexts(view, book),
    ...pauses,
    ...view.stages.flatMap((stage, index) => {
      const told = stages[index];
      return told === undefined ? [] : stageTexts(view, stage, told);
    }),
    ...view.warnings.map(({ zh, en }) => ({ zh: `注意：${zh}`, en: `note: ${en}` })),
  ];
  return {
    policy: policy.id,
    stages,
    warnings: view.warnings,
    zh: lines.map(({ zh }) => zh),
    en: lines.map(({ en }) => en),
  };
}
