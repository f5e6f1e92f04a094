import type { ComponentChildren, JSX } from 'preact';

/** Line icons, drawn here so that no font or foreign file is needed. */
function Icon({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export const BackspaceIcon = (): JSX.Element => (
  <Icon>
    <path d="M9 5h11v14H9l-6-7z" />
    <path d="m12.2 9.5 5 5m0-5-5 5" />
  </Icon>
);

export const PhoneIcon = (): JSX.Element => (
  <Icon>
    <path d="M6 3h3l1.6 4.6-2 1.6a12 12 0 0 0 6.2 6.2l1.6-2L21 15v3a3 3 0 0 1-3.2 3A16.5 16.5 0 0 1 3 6.2 3 3 0 0 1 6 3z" />
  </Icon>
);

export const CheckIcon = (): JSX.Element => (
  <Icon>
    <path d="m4.5 12.5 5 5 10-11" />
  </Icon>
);

export const AlertIcon = (): JSX.Element => (
  <Icon>
    <path d="M12 4.5v9.5" />
    <path d="M12 18.5v.6" />
  </Icon>
);

export const BackIcon = (): JSX.Element => (
  <Icon>
    <path d="M20 12H5m6-6-6 6 6 6" />
  </Icon>
);

export const CourierIcon = (): JSX.Element => (
  <Icon>
    <path d="M2.5 6.5h11v9.5h-11zM13.5 10h4l3.5 3.5V16h-7.5z" />
    <path d="M7 16.2a1.9 1.9 0 1 0 0 3.8 1.9 1.9 0 0 0 0-3.8zM17 16.2a1.9 1.9 0 1 0 0 3.8 1.9 1.9 0 0 0 0-3.8z" />
  </Icon>
);

export const InsideIcon = (): JSX.Element => (
  <Icon>
    <path d="M3.5 2.5h17v19h-17z" />
    <path d="M12 6.2a2.1 2.1 0 1 0 0 4.2 2.1 2.1 0 0 0 0-4.2zM7.8 18v-1.4a4.2 4.2 0 0 1 8.4 0V18" />
  </Icon>
);

/** The key of Latchkey; also the icon of the page. */
export const Mark = (): JSX.Element => (
  <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <path d="M16 4a7 7 0 0 0-3 13.3L11.5 28h9L19 17.3A7 7 0 0 0 16 4z" />
  </svg>
);
