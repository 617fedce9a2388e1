/** The page that people use in a browser: files that {@code src/page} is built to, as resources. */
package io.fluxfill.page;
