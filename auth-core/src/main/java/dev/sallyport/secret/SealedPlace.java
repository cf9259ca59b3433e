package dev.sallyport.secret;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The place where a sealed value belongs: it opens nowhere else. Immutable. */
record SealedPlace(String purpose, String table, String row) {
    byte[] associatedData(String version, String keyId) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(128);
        for (String part : new String[] {version, keyId, purpose, table, row}) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            for (int shift = 24; shift >= 0; shift -= 8) {
                out.write(bytes.length >>> shift);
            }
            out.write(bytes, 0, bytes.length);
        }
        return out.toByteArray();
    }

    @Override
    public String toString() {
        return "The sealed " + purpose + " in table " + table + ", row " + row + ",";
    }
}
