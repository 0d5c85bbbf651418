/** Parts of the incidents behind a figure. */
export const PARTS = [
  ...['ALL', 'OPEN', 'ENDED', 'ACKNOWLEDGED', 'RESOLVED', 'FALSE_ALARM', 'REPEATED', 'REOPENED'],
  'RECURRING',
];
const LISTS = PARTS.map(
  (name) => `list_${name}: incidents(of: ${name}, first: 500) { totalCount nodes { id } }`,
).join('\n');
export const COMPARED = `incidents { ...c } alerts { ...c } falseAlarmRate { ...c } repeatRate { ...c }
  acknowledgeMedianSeconds { ...c } acknowledgeP90Seconds { ...c } clearMedianSeconds { ...c } clearP90Seconds { ...c }`;
export const FIGURES = `incidentCount alertCount openCount falseAlarmCount falseAlarmRate repeatRate reopenRate recurrenceRate
  timeToAcknowledge { ...d } timeToClear { ...d }`;
export const FRAGMENTS = `fragment c on Comparison { value previous change changePercent }
  fragment d on DurationStatistics { count medianSeconds p90Seconds meanSeconds }
  fragment s on IncidentStatistics {
    grid { code } type { code } severity device { id } codec model range { from to } ${FIGURES}
    households incidentsPer100Households alertsPer100Households
    comparison { ${COMPARED} } previous { range { from to } ${FIGURES} } ${LISTS} }`;
