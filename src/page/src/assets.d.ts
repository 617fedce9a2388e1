declare module '*.css';

declare module '*.jpeg' {
  /** The file in base64. */
  const file: string;
  export default file;
}
