package io.fluxfill.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.quarkus.amazon.lambda.runtime.AbstractLambdaPollLoop;
import io.quarkus.amazon.lambda.runtime.AmazonLambdaContext;
import java.net.HttpURLConnection;

/**
 * Lambda sends a Cognito identity and a client context beside an event, with whatever the caller put into them. Funqy gives
 * them to no function, but Quarkus reads them all the same, and fails the event where they are no JSON, have objects where it
 * expects text, or are a Cognito identity at all. Nothing of a context is read here, so nothing in it can fail an event.
 */
@TargetClass(AbstractLambdaPollLoop.class)
final class WithoutContext {
    private WithoutContext() {}

    @Substitute
    protected AmazonLambdaContext createContext(HttpURLConnection next) {
        return null;
    }
}
