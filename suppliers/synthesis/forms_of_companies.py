"""Legal forms of companies in the countries of the portal, as names are written with them: small, without dots."""

NORWAY = {"as", "asa", "ans", "da", "enk", "sa", "ba", "ks", "nuf", "kf", "iks", "sf", "bbl", "brl", "aksjeselskap"}
SWEDEN = {"ab", "hb", "kb", "ef", "aktiebolag", "handelsbolag", "kommanditbolag"}
DENMARK = {
    *("a/s", "aps", "i/s", "k/s", "p/s", "g/s", "ivs", "amba", "smba", "fmba"),
    *("aktieselskab", "anpartsselskab", "interessentskab"),
}  # fmt: skip
FINLAND = {"oy", "oyj", "ab", "abp", "ky", "ay", "tmi", "osk", "ry", "rf", "osakeyhtiö", "osuuskunta", "toiminimi"}
ICELAND = {"ehf", "hf", "ohf", "sf", "slf", "slhf", "svf", "ses"}
FAROE_ISLANDS = {"p/f", "sp/f", "í/f", "i/f", "k/f", "s/f"}
ELSEWHERE = {
    *("ltd", "limited", "plc", "llp", "llc", "inc", "corp", "gmbh", "ag", "kg", "se", "sce", "bv", "nv", "srl", "spa"),
    *("sas", "sarl", "oü", "uab", "sia"),
}  # fmt: skip

ALONE = {
    *NORWAY, *SWEDEN, *DENMARK, *FINLAND, *ICELAND, *FAROE_ISLANDS, *ELSEWHERE,
}  # fmt: skip
# Of several words, the longest first; "&" as it is written
PHRASES = (
    ("gmbh", "&", "co", "kg"),
    ("julkinen", "osakeyhtiö"),
    ("ekonomisk", "förening"),
    ("ek", "för"),
    ("og", "co"),
    ("och", "co"),
    ("&", "co"),
)
# What a name begins with: "Oy Kuljetus Ab", "A/S Storebælt"
BEFORE = {"ab", "as", "a/s", "oy", "i/s", "k/s", "p/f", "sp/f", "tmi", "aktieselskabet", "aktiebolaget", "toiminimi"}
