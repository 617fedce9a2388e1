package io.fluxfill.bfl;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "20.60.1.1",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2a02:26f0::1",
            })
    void an_address_of_the_internet_is_public(String address) throws UnknownHostException {
        assertThat(isPublic(address)).isTrue();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "0.0.0.0, any address of this machine",
        "0.255.255.255, this network",
        "10.0.0.0, private",
        "10.255.255.255, private",
        "100.64.0.0, a carrier's",
        "100.127.255.255, a carrier's",
        "127.0.0.1, this machine",
        "127.255.255.254, this machine",
        "169.254.0.1, link-local",
        "169.254.169.254, metadata of EC2",
        "169.254.170.2, credentials of containers",
        "172.16.0.1, private",
        "172.31.255.255, private",
        "192.0.0.170, of a protocol",
        "192.0.2.1, documentation",
        "192.88.99.1, a former relay",
        "192.168.0.1, private",
        "198.18.0.1, benchmarks",
        "198.19.255.255, benchmarks",
        "198.51.100.1, documentation",
        "203.0.113.1, documentation",
        "224.0.0.1, multicast",
        "239.255.255.255, multicast",
        "240.0.0.1, reserved",
        "255.255.255.255, broadcast",
        "::, any address of this machine",
        "::1, this machine",
        "::127.0.0.1, an IPv4 address within",
        "::ffff:127.0.0.1, an IPv4 address within",
        "::ffff:10.0.0.1, an IPv4 address within",
        "64:ff9b::127.0.0.1, NAT64 of this machine",
        "64:ff9b::10.0.0.1, NAT64 of a private address",
        "64:ff9b::169.254.169.254, NAT64 of metadata",
        "64:ff9b:1::8.8.8.8, a local NAT64",
        "100::1, discarded",
        "2001::1, Teredo",
        "2001:1ff:ffff::1, of a protocol",
        "2001:db8::1, documentation",
        "2002:7f00:1::1, 6to4 of this machine",
        "2002:808:808::1, 6to4",
        "3fff::1, documentation",
        "4000::1, given to nobody",
        "fc00::1, unique local",
        "fd00:ec2::254, metadata of EC2",
        "fe80::1, link-local",
        "fec0::1, site-local",
        "ff02::1, multicast",
    })
    void an_address_outside_of_the_internet_is_not_public(String address, String why) throws UnknownHostException {
        assertThat(isPublic(address)).as(why).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"64:ff9b::8.8.8.8", "::ffff:8.8.8.8"})
    void a_public_ipv4_address_stays_one_where_it_is_written_as_ipv6(String address) throws UnknownHostException {
        assertThat(isPublic(address)).isTrue();
    }

    private static boolean isPublic(String address) throws UnknownHostException {
        return PublicAddresses.contains(InetAddress.getByName(address));
    }
}
