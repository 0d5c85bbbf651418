/** The receive time at which every codec's examples are decoded: 2026-03-05 08:31 in Shanghai. */
export const EXAMPLE_RECEIVED_AT = Date.parse('2026-03-05T08:31:00+08:00');
