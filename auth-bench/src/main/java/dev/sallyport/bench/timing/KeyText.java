package dev.sallyport.bench.timing;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/** API keys that nobody has and whose checksum is right all the same, or else they would be refused by it alone. */
final class KeyText {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int CHECKSUM = 6;
    private static final int SECRET = 32;
    private static final int ID = 12;

    private KeyText() {}

    static String withOtherId(String key, int number) {
        int end = key.length() - CHECKSUM - SECRET;
        return signed(key.substring(0, end - ID) + digits(number, ID) + key.substring(end, end + SECRET));
    }

    static String withOtherSecret(String key, int number) {
        int start = key.length() - CHECKSUM - SECRET;
        return signed(key.substring(0, start) + digits(number, SECRET));
    }

    private static String digits(int number, int length) {
        return String.format(Locale.ROOT, "%0" + length + "d", number);
    }

    private static String signed(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        StringBuilder checksum = new StringBuilder();
        for (long rest = crc.getValue(); checksum.length() < CHECKSUM; rest /= ALPHABET.length()) {
            checksum.insert(0, ALPHABET.charAt((int) (rest % ALPHABET.length())));
        }
        return text + checksum;
    }
}
