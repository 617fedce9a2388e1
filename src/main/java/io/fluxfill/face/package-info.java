/** A face of the function: one kind of event, and how it is answered. What all faces share about failing and fitting is here. */
package io.fluxfill.face;
