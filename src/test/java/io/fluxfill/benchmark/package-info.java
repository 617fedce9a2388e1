/** The benchmark and the soak: the function beside the same job in other languages, on an emulated Lambda and BFL. */
package io.fluxfill.benchmark;
