export { plainArray, textArray } from '../runtime/array-literal.ts';
