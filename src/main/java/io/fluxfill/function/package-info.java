/** What AWS Lambda sees: the function, its errors by name, its start. */
package io.fluxfill.function;
