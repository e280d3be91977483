// Writes tests/conformance/joda.json: what Joda-Time prints and reads by random patterns, as vectors. Debian's packages
// default-jre-headless and libjoda-time-java (2.10.14) are enough:
//   java -cp /usr/share/java/joda-time.jar tests/conformance/JodaVectors.java > tests/conformance/joda.json
// Left out: names of zones, whose data have other versions, and eras without a year, where Joda-Time overflows.
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.joda.time.DateTimeUtils;
import org.joda.time.DateTimeZone;
import org.joda.time.format.DateTimeFormat;
import org.joda.time.format.DateTimeFormatter;
import org.joda.time.format.ISODateTimeFormat;

public class JodaVectors {
    static final String NOW = "2026-11-25T00:00:00.000Z";
    static final Random random = new Random(20261125);

    static <T> T pick(T[] from) {
        return from[random.nextInt(from.length)];
    }

    static String pattern() {
        String[] literals = {"-", "/", ":", " ", ".", "'T'", "'at '", "''", " 'o''clock' "};
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(6); i > 0; --i) {
            if (random.nextInt(4) == 0) {
                text.append(pick(literals));
                continue;
            }
            char letter = random.nextInt(100) == 0 ? 'Q' : "GCxyYMdahHkKmsSeEDwZ".charAt(random.nextInt(20));
            int count = letter == 'Z' ? 1 + random.nextInt(2) : pick(new Integer[] {1, 2, 2, 3, 4, 4, 6});
            text.append(String.valueOf(letter).repeat(count)).append(pick(literals));
        }
        return text.toString();
    }

    static long millis() {
        switch (random.nextInt(4)) {
            case 0:
                return random.nextLong() / 2;
            case 1:
                return -62135596800000L + (long) (random.nextDouble() * 3e14);
            default:
                return -2208988800000L + (long) (random.nextDouble() * 6e12);
        }
    }

    static String changed(String text) {
        if (text.isEmpty()) return "0";
        int at = random.nextInt(text.length());
        switch (random.nextInt(5)) {
            case 0:
                return text.substring(0, at) + text.substring(at + 1);
            case 1:
                return text.substring(0, at) + "0123456789-+:Z ".charAt(random.nextInt(15)) + text.substring(at + 1);
            case 2:
                return random.nextBoolean() ? text.toLowerCase(Locale.ROOT) : text.toUpperCase(Locale.ROOT);
            case 3:
                return text.replaceAll("\\b0+(\\d)", "$1");
            default:
                return text;
        }
    }

    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    static String literal(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }

    static void add(List<String> out, String expression, String result) {
        out.add(String.format(
                "  {\"id\": \"joda-%03d\", \"expression\": %s, \"context\": {\"now\": \"%s\"}, \"result\": %s, "
                        + "\"source\": \"joda-oracle\", \"confidence\": \"medium\"}",
                out.size() + 1, quoted(expression), NOW, result));
    }

    public static void main(String[] arguments) throws Exception {
        DateTimeZone.setDefault(DateTimeZone.UTC);
        DateTimeFormatter iso = ISODateTimeFormat.dateTime().withZone(DateTimeZone.UTC);
        DateTimeUtils.setCurrentMillisFixed(iso.parseMillis(NOW));
        List<String> out = new ArrayList<>();
        while (out.size() < 600) {
            String pattern = pattern();
            if (pattern.contains("ZZZ") || (pattern.contains("G") && !pattern.matches(".*[yYx].*"))) continue;
            long millis = millis();
            String time = iso.print(millis);
            DateTimeFormatter format;
            try {
                format = DateTimeFormat.forPattern(pattern).withLocale(Locale.ENGLISH).withZone(DateTimeZone.UTC);
            } catch (IllegalArgumentException slip) {
                add(out, "Time.fromIso8601ToString(" + literal(time) + ", " + literal(pattern) + ")",
                        "{\"error\": \"argument\"}");
                continue;
            }
            String printed = format.print(millis);
            if (out.size() % 3 == 0) {
                add(out, "Time.fromIso8601ToString(" + literal(time) + ", " + literal(pattern) + ")", quoted(printed));
                continue;
            }
            String text = changed(printed);
            String read;
            try {
                read = quoted(iso.print(format.parseMillis(text)));
            } catch (IllegalArgumentException slip) {
                read = "{\"error\": \"type\"}";
            }
            add(out, "Time.fromStringToIso8601(" + literal(text) + ", " + literal(pattern) + ")", read);
        }
        PrintStream stream = new PrintStream(System.out, false, "UTF-8");
        stream.print("[\n" + String.join(",\n", out) + "\n]\n");
        stream.flush();
    }
}
