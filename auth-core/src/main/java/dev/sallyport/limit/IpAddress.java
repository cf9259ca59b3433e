package dev.sallyport.limit;

import org.jspecify.annotations.Nullable;

/**
 * An IP address as 128 bits; an IPv4 address stands as the IPv6 address that maps it (RFC 4291 section 2.5.5.2), so one client
 * has one address however it is written. Reading one never asks a name server. Immutable.
 */
public record IpAddress(long high, long low) {
    private static final long MAPPED = 0xFFFFL << 32;
    private static final int GROUPS = 8;

    public boolean isIpv4() {
        return high == 0 && low >>> 32 == 0xFFFF;
    }

    /**
     * The text by which requests are counted: an IPv4 address whole, of an IPv6 address the first 64 bits, the least that one
     * subscriber gets. {@link ClientAddress} knows the networks around it.
     */
    public String counted() {
        return isIpv4()
                ? (low >>> 24 & 0xFF) + "." + (low >>> 16 & 0xFF) + "." + (low >>> 8 & 0xFF) + "." + (low & 0xFF)
                : network(Long.SIZE);
    }

    /** The first {@code bits} bits, 1 to 64, of an IPv6 address. */
    String network(int bits) {
        long prefix = high & -1L << (Long.SIZE - bits);
        return Long.toHexString(prefix >>> 48)
                + ":" + Long.toHexString(prefix >>> 32 & 0xFFFF)
                + ":" + Long.toHexString(prefix >>> 16 & 0xFFFF)
                + ":" + Long.toHexString(prefix & 0xFFFF)
                + "::/" + bits;
    }

    /** Tells whether the first {@code bits} bits, 0 to 128, are those of {@code other}. */
    public boolean sharesPrefix(IpAddress other, int bits) {
        if (bits <= Long.SIZE) {
            return isSame(high, other.high, bits);
        }
        return high == other.high && isSame(low, other.low, bits - Long.SIZE);
    }

    private static boolean isSame(long one, long other, int bits) {
        return bits == 0 || (one ^ other) >>> (Long.SIZE - bits) == 0;
    }

    /** Reads an IPv4 address, or an IPv6 one with or without brackets and zone; null when it is neither. */
    public static @Nullable IpAddress parse(String text) {
        String bare = text;
        if (bare.length() > 2 && bare.charAt(0) == '[' && bare.charAt(bare.length() - 1) == ']') {
            bare = bare.substring(1, bare.length() - 1);
        }
        if (bare.indexOf(':') < 0) {
            long ipv4 = parseIpv4(bare, 0);
            return ipv4 < 0 ? null : new IpAddress(0, MAPPED | ipv4);
        }
        int zone = bare.indexOf('%');
        return parseIpv6(zone < 0 ? bare : bare.substring(0, zone));
    }

    /** Four decimal numbers without leading zeros; -1 when there is anything else. */
    private static long parseIpv4(String text, int from) {
        long value = 0;
        int at = from;
        for (int part = 0; part < 4; part++) {
            if (part > 0 && (at >= text.length() || text.charAt(at++) != '.')) {
                return -1;
            }
            int start = at;
            int octet = 0;
            while (at < text.length() && at - start < 3 && isDigit(text.charAt(at))) {
                octet = octet * 10 + text.charAt(at++) - '0';
            }
            if (at == start || octet > 255 || (at - start > 1 && text.charAt(start) == '0')) {
                return -1;
            }
            value = value << 8 | octet;
        }
        return at == text.length() ? value : -1;
    }

    private static @Nullable IpAddress parseIpv6(String text) {
        int[] groups = new int[GROUPS];
        int count = 0;
        int gap = -1;
        int at = 0;
        if (text.startsWith("::")) {
            gap = 0;
            at = 2;
        }
        while (at < text.length()) {
            int end = text.indexOf(':', at);
            int to = end < 0 ? text.length() : end;
            if (end < 0 && text.indexOf('.', at) >= 0) {
                long ipv4 = parseIpv4(text, at);
                if (ipv4 < 0 || count > GROUPS - 2) {
                    return null;
                }
                groups[count++] = (int) (ipv4 >>> 16);
                groups[count++] = (int) (ipv4 & 0xFFFF);
                at = to;
                break;
            }
            int group = parseGroup(text, at, to);
            if (group < 0 || count == GROUPS) {
                return null;
            }
            groups[count++] = group;
            if (end < 0) {
                break;
            }
            at = end + 1;
            if (at == text.length()) {
                return null;
            }
            if (text.charAt(at) == ':') {
                if (gap >= 0) {
                    return null;
                }
                gap = count;
                at++;
            }
        }
        return gap < 0 ? whole(groups, count) : stretched(groups, count, gap);
    }

    private static int parseGroup(String text, int from, int to) {
        if (to == from || to - from > 4) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static @Nullable IpAddress whole(int[] groups, int count) {
        return count == GROUPS ? of(groups) : null;
    }

    private static @Nullable IpAddress stretched(int[] groups, int count, int gap) {
        if (count == GROUPS) {
            return null;
        }
        int[] full = new int[GROUPS];
        System.arraycopy(groups, 0, full, 0, gap);
        System.arraycopy(groups, gap, full, GROUPS - (count - gap), count - gap);
        return of(full);
    }

    private static IpAddress of(int[] groups) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < 4; i++) {
            high = high << 16 | groups[i];
            low = low << 16 | groups[i + 4];
        }
        return new IpAddress(high, low);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
