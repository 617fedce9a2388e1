package io.fluxfill.bfl;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells addresses of the Internet from all others, by IANA's registries of special-purpose addresses (RFC 6890 and what was
 * added to it): behind the others are this machine, its network, and the metadata of its host.
 */
final class PublicAddresses {
    private static final int IPV6_BYTES = 16;
    private static final int IPV4_BYTES = 4;

    private static final List<Block> SPECIAL_IPV4 = blocks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared with other customers of a carrier
            "127.0.0.0/8", // this machine
            "169.254.0.0/16", // link-local: the metadata of EC2 and of containers
            "172.16.0.0/12", // private
            "192.0.0.0/24", // of protocols
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // former relays to IPv6
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, and broadcast

    /** All that is given to hosts of the Internet is in here. */
    private static final Block GLOBAL_IPV6 = block("2000::/3");

    private static final List<Block> SPECIAL_IPV6 = blocks(
            "2001::/23", // of protocols, Teredo among them
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4: an IPv4 address within
            "3fff::/20"); // documentation

    /** IPv4 addresses as a network without IPv4 shows them: they are what is at their end. */
    private static final Block NAT64 = block("64:ff9b::/96");

    private PublicAddresses() {}

    /** Whether an address is one of the Internet. */
    static boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == IPV4_BYTES) {
            return SPECIAL_IPV4.stream().noneMatch(block -> block.contains(bytes));
        }
        if (NAT64.contains(bytes)) {
            return contains(address(Arrays.copyOfRange(bytes, IPV6_BYTES - IPV4_BYTES, IPV6_BYTES)));
        }
        return GLOBAL_IPV6.contains(bytes) && SPECIAL_IPV6.stream().noneMatch(block -> block.contains(bytes));
    }

    private static List<Block> blocks(String... texts) {
        return Stream.of(texts).map(PublicAddresses::block).toList();
    }

    private static Block block(String text) {
        String[] parts = text.split("/");
        try {
            // An address, and no name: nobody is asked for it.
            return new Block(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes", e);
        }
    }

    /** Addresses that begin with the same bits. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Block(byte[] first, int bits) {

        boolean contains(byte[] address) {
            int whole = bits / Byte.SIZE;
            int rest = bits % Byte.SIZE;
            return Arrays.equals(first, 0, whole, address, 0, whole)
                    && (rest == 0
                            || (first[whole] & 0xff) >> (Byte.SIZE - rest)
                                    == (address[whole] & 0xff) >> (Byte.SIZE - rest));
        }
    }
}
