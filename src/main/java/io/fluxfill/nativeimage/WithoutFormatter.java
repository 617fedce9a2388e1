package io.fluxfill.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.netty.util.internal.MacAddressUtil;
import java.util.HexFormat;

/** Netty writes a number by {@code String.format}, for which the start would have to know the languages and countries. */
@TargetClass(MacAddressUtil.class)
final class WithoutFormatter {
    private WithoutFormatter() {}

    @Substitute
    public static String formatAddress(byte[] addr) {
        return HexFormat.ofDelimiter(":").formatHex(addr);
    }
}
