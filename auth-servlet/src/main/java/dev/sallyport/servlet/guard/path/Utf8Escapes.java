package dev.sallyport.servlet.guard.path;

/**
 * Characters outside ASCII that are written as escapes of their bytes, as RFC 3629 allows them and no other way: not longer than
 * need be, no half of a surrogate pair, nothing above U+10FFFF. A lax decoder takes the long spellings for other characters.
 */
final class Utf8Escapes {
    private Utf8Escapes() {}

    /**
     * @param first the byte that is escaped at the place, from 0x80 on
     * @return how long the escapes of the character are; 0 when they are none of one
     */
    static int length(String path, int at, int first) {
        int bytes = first < 0xC2 || first > 0xF4 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        for (int i = 1; i < bytes; i++) {
            int next = RawPath.octet(path, at + 3 * i);
            int low = i > 1 ? 0x80 : first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
            int high = i > 1 ? 0xBF : first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
            if (next < low || next > high) {
                return 0;
            }
        }
        return 3 * bytes;
    }
}
