/** How what a key brought about is told to the person at the keys. */

export interface Output {
  /** A line among the news. */
  tell(line: string): void;
  /** Text that stays above the screen, whole, to be copied. */
  print(text: string): void;
}
