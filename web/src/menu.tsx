// A button that opens a short list of actions; Escape and a click elsewhere close it.
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

export function Menu({ label, children }: { label: string; children: (close: () => void) => ComponentChildren }) {
  const menu = useRef<HTMLDetailsElement>(null);
  const close = () => {
    if (menu.current) menu.current.open = false;
  };
  const closeAndReturn = () => {
    close();
    menu.current?.querySelector('summary')?.focus();
  };
  useLayoutEffect(() => {
    const outside = (event: Event) => {
      if (!menu.current?.contains(event.target as Node)) close();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
    };
  }, []);
  return (
    <details class="menu" ref={menu} onKeyDown={(event) => event.key === 'Escape' && closeAndReturn()}>
      <summary>{label}</summary>
      <ul>{children(closeAndReturn)}</ul>
    </details>
  );
}
