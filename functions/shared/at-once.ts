/** Works through a list, several at once: what is slow holds up the others no more than it must. */

/** At most `most` at once. Begins nothing more when `isLate`; answers how many it has not begun. Throws what work throws. */
export async function severalAtOnce<T>(
  all: readonly T[],
  most: number,
  work: (one: T) => Promise<void>,
  isLate: () => boolean = () => false,
): Promise<number> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < all.length && !isLate()) {
      next += 1;
      await work(all[next - 1]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, all.length) }, worker));
  return all.length - next;
}
