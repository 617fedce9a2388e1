import { useEffect, useState } from 'preact/hooks';

/** A link to a file in memory, for as long as it is shown. */
export function useLink(file: Blob | undefined): string {
  const [link, setLink] = useState('');
  useEffect(() => {
    if (!file) {
      setLink('');
      return undefined;
    }
    const made = URL.createObjectURL(file);
    setLink(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return link;
}
