package io.fluxfill.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The first line that is logged asks the network for the name of the host, which is in no line of the log. */
@TargetClass(className = "io.smallrye.common.net.HostName")
final class WithoutHostName {
    private WithoutHostName() {}

    @Substitute
    static InetAddress getLocalHost() throws UnknownHostException {
        throw new UnknownHostException("The name of the host is not looked up in this executable.");
    }
}
