// Apollo's gateway reads this once, when it is loaded: import this file before any of Apollo's. The hub sends
// nothing out by itself.
process.env.APOLLO_TELEMETRY_DISABLED = '1';
