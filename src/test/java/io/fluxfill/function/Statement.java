package io.fluxfill.function;

import io.fluxfill.testing.AwsCalls.Call;
import java.util.regex.Pattern;

/**
 * One action on one resource that a policy allows.
 *
 * @param action such as {@code s3:GetObject}, without wildcards
 * @param resource an ARN, in which {@code *} stands for anything
 */
record Statement(String action, String resource) {

    boolean allows(Call call) {
        String pattern = Pattern.quote(resource).replace("*", "\\E.*\\Q");
        return action.equals(call.action()) && call.resource().matches(pattern);
    }
}
