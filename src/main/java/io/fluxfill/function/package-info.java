/** What AWS Lambda sees: the function, its errors by name, its start, and how its parts are put together. */
package io.fluxfill.function;
