/**
 * What must hold for any input at all. Each target is a class with a method that takes bytes: Jazzer looks for bytes that break
 * it ({@code src/bench/fuzz}), and a test gives it again what Jazzer has found worth keeping.
 */
package io.fluxfill.fuzz;
