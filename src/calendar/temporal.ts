/** The one place that names the implementation; the native Temporal is a one-line swap. */
export { Temporal } from 'temporal-polyfill';
