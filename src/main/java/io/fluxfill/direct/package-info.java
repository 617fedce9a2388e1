/** The direct face: a plain JSON request by Lambda's Invoke or a Step Functions task, a plain JSON result. */
package io.fluxfill.direct;
