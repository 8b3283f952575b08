export { newestUpdate, versionOf } from '../../cycle/newest-update.ts';
