package dev.sallyport.servlet.guard.address;

import dev.sallyport.limit.ClientAddress;
import dev.sallyport.limit.IpAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From where a request came, as limits and audit know it: an IPv4 address, or the /64 of an IPv6 one. Immutable.
 *
 * <p>That is the peer of the connection. Only when the peer is a trusted proxy counts what {@code X-Forwarded-For} says, read
 * from the right: each proxy appends whom it saw, so the first hop from the right that is no trusted proxy is the last one that
 * a trusted machine vouches for; what stands left of it may be forged. An empty element is none (RFC 9110 §5.6.1). A list that cannot be read counts as none. The {@code
 * Forwarded} header (RFC 7239) is not read: two lists that a proxy may pass on unseen are two truths.
 *
 * <p>See decision 0016.
 */
public final class ClientAddresses {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final int MAX_HOPS = 32;

    /** Of a connection without an IP address, such as a Unix domain socket: all of its requests count together. */
    private static final ClientAddress LOCAL = ClientAddress.of("local");

    private final AddressRange[] trusted;

    public ClientAddresses(List<AddressRange> trusted) {
        this.trusted = trusted.toArray(AddressRange[]::new);
    }

    public ClientAddress of(HttpServletRequest request) {
        String peer = request.getRemoteAddr();
        if (trusted.length == 0 && peer != null && peer.indexOf(':') < 0) {
            return ClientAddress.of(peer);
        }
        IpAddress address = peer == null ? null : IpAddress.parse(peer);
        if (address == null) {
            return LOCAL;
        }
        if (isTrusted(address)) {
            IpAddress client = client(request.getHeaders(FORWARDED_FOR));
            return ClientAddress.of(client == null ? address : client);
        }
        return ClientAddress.of(address);
    }

    private @Nullable IpAddress client(@Nullable Enumeration<String> headers) {
        List<String> lines = new ArrayList<>(1);
        while (headers != null && headers.hasMoreElements()) {
            lines.add(headers.nextElement());
        }
        IpAddress hop = null;
        int hops = 0;
        for (int line = lines.size() - 1; line >= 0; line--) {
            String text = lines.get(line);
            int end = text.length();
            while (end >= 0) {
                int comma = text.lastIndexOf(',', end - 1);
                String element = text.substring(comma + 1, end).strip();
                end = comma;
                if (++hops > MAX_HOPS) {
                    return null;
                }
                if (element.isEmpty()) {
                    continue;
                }
                hop = parseHop(element);
                if (hop == null || !isTrusted(hop)) {
                    return hop;
                }
            }
        }
        return hop;
    }

    /** Some proxies add the port. */
    private static @Nullable IpAddress parseHop(String text) {
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon > 0 && (text.indexOf(':') == colon || text.charAt(colon - 1) == ']');
        return IpAddress.parse(hasPort ? text.substring(0, colon) : text);
    }

    private boolean isTrusted(IpAddress address) {
        for (AddressRange range : trusted) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
