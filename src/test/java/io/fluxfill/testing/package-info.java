/** What the tests share: time that moves when told to, parts that misbehave when asked to, and real ones that start quickly. */
package io.fluxfill.testing;
