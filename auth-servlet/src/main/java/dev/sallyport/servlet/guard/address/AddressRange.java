package dev.sallyport.servlet.guard.address;

import dev.sallyport.limit.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * A range of addresses in CIDR notation: {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one address. Immutable.
 *
 * @param bits how many leading bits count, of 128
 */
public record AddressRange(IpAddress first, int bits) {
    private static final int IPV6_BITS = 128;
    private static final int IPV4_BITS = 32;

    boolean contains(IpAddress address) {
        return first.sharesPrefix(address, bits);
    }

    /** @throws IllegalArgumentException with the text and what is wrong with it */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        IpAddress address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException(
                    "Trusted proxy \"" + text
                            + "\" is no address. Write one such as 10.0.0.5, or a range such as 10.0.0.0/8; names are not looked up");
        }
        int width = address.isIpv4() ? IPV4_BITS : IPV6_BITS;
        int bits = slash < 0 ? width : parseBits(text.substring(slash + 1), width, text);
        AddressRange range = new AddressRange(address, bits + IPV6_BITS - width);
        if (!range.isAligned()) {
            throw new IllegalArgumentException(
                    "Trusted proxies \"" + text + "\": the address has bits set beyond the first " + bits
                            + "; write the first address of the range");
        }
        return range;
    }

    private static int parseBits(String text, int width, String whole) {
        @Nullable
        Integer bits = text.length() > 3 || !text.chars().allMatch(c -> c >= '0' && c <= '9') || text.isEmpty()
                ? null
                : Integer.valueOf(text);
        if (bits == null || bits > width) {
            throw new IllegalArgumentException("Trusted proxies \"" + whole
                    + "\": after the slash stands a number of bits, 0 to " + width + ", not \"" + text + "\"");
        }
        return bits;
    }

    private boolean isAligned() {
        return bits <= Long.SIZE
                ? rest(first.high(), bits) == 0 && first.low() == 0
                : rest(first.low(), bits - Long.SIZE) == 0;
    }

    private static long rest(long word, int bits) {
        return bits == Long.SIZE ? 0 : word & (-1L >>> bits);
    }
}
