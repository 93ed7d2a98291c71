/** Three bars of a poll. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#4338ca"/><g fill="#fff"><rect x="7" y="16" width="4" height="9" rx="1.5"/><rect x="14" y="7" width="4" height="18" rx="1.5"/><rect x="21" y="12" width="4" height="13" rx="1.5"/></g></svg>
`;
