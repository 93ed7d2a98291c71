/**
 * The date of a question, within the years that pages and forms can show: PostgreSQL also has infinity, and years that JavaScript
 * has not.
 */
export const dateColumn = `least(greatest(pub_date, '0001-01-01T00:00:00Z'), '9999-12-31T23:59:59Z')`;
