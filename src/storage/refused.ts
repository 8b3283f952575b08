/** Storage read a request and will not do it, however often it is asked: nothing was written. */
export class RefusedByStorage extends Error {
  override name = 'RefusedByStorage';
}
