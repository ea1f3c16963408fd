package sandbox

// ware is a kind of product of the seeded shop.
type ware struct {
	name    string
	code    string // of its SKUs
	shelf   string
	cents   int64
	grams   int64
	digital bool
	options []optionWords
}

// optionWords are an option of a product with its values.
type optionWords struct {
	name   string
	kind   string
	labels []string
}

var (
	sizes    = optionWords{"Size", "rectangles", []string{"Small", "Medium", "Large"}}
	finishes = optionWords{"Finish", "radio_buttons", []string{"Polished Brass", "Blackened Bronze"}}
	colours  = optionWords{"Colour", "dropdown", []string{"Kelp Green", "Foghorn Yellow", "Slate"}}
	lengths  = optionWords{"Length", "dropdown", []string{"10 m", "20 m", "40 m"}}
)

var wares = []ware{
	{"Deck Compass", "DCK", "Gimballed Compasses", 18_900, 2_400, false, []optionWords{finishes}},
	{"Hand Compass", "HND", "Hand Compasses", 4_950, 180, false, nil},
	{"Binnacle", "BIN", "Binnacles", 64_000, 18_500, false, []optionWords{finishes}},
	{"Sextant", "SEX", "Travel Sextants", 39_500, 1_350, false, nil},
	{"Sextant Case", "SXC", "Sextant Cases", 8_750, 900, false, []optionWords{colours}},
	{"Coastal Chart", "CST", "Coastal Charts", 2_495, 120, false, nil},
	{"Star Chart", "STR", "Star Charts", 1_995, 110, false, []optionWords{sizes}},
	{"Printable Tide Chart", "PTC", "Printable Charts", 690, 0, true, nil},
	{"Storm Lantern", "LAN", "Storm Lanterns", 7_200, 1_600, false, []optionWords{sizes, finishes}},
	{"Table Lantern", "TLN", "Table Lanterns", 5_400, 950, false, []optionWords{finishes}},
	{"Signal Lamp", "SIG", "Signal Lamps", 12_850, 2_100, false, nil},
	{"Mooring Line", "MOR", "Mooring Lines", 3_600, 3_200, false, []optionWords{lengths}},
	{"Heaving Line", "HEV", "Heaving Lines", 2_150, 800, false, []optionWords{lengths, colours}},
	{"Deck Cleat", "CLT", "Cleats", 1_450, 420, false, []optionWords{sizes}},
	{"Bow Shackle", "SHK", "Shackles", 1_180, 260, false, []optionWords{sizes}},
	{"Aneroid Barometer", "BAR", "Barometers", 15_600, 1_150, false, []optionWords{finishes}},
	{"Storm Glass", "STG", "Barometers", 6_300, 540, false, nil},
	{"Tide Clock", "TID", "Tide Clocks", 9_900, 870, false, []optionWords{finishes}},
	{"Rain Gauge", "RNG", "Rain Gauges", 3_250, 610, false, nil},
	{"Oilskin Coat", "OIL", "Oilskins", 16_400, 1_700, false, []optionWords{sizes, colours}},
	{"Oilskin Hat", "OIH", "Oilskins", 4_200, 300, false, []optionWords{sizes}},
	{"Fisher Jumper", "JMP", "Jumpers", 11_900, 820, false, []optionWords{sizes, colours}},
	{"Watch Cap", "CAP", "Caps & Gloves", 2_900, 110, false, []optionWords{colours}},
	{"Rigging Gloves", "GLV", "Caps & Gloves", 3_450, 190, false, []optionWords{sizes}},
	{"Tide Almanac", "ALM", "Almanacs", 2_250, 480, false, nil},
	{"Pocket Almanac", "PAL", "Almanacs", 1_250, 160, false, nil},
	{"Knot Manual", "KNT", "Printed Manuals", 1_850, 390, false, nil},
	{"Signal Manual", "SGM", "Printed Manuals", 2_050, 410, false, nil},
	{"Celestial E-Manual", "CEM", "E-Manuals", 1_200, 0, true, nil},
	{"Sailmaker E-Manual", "SEM", "E-Manuals", 1_100, 0, true, nil},
}

// makes are what the first word of a product's name is taken from.
var makes = []string{
	"Northlight", "Saltmarsh", "Gannet", "Skerry", "Fairlead", "Petrel", "Longshore", "Hawser", "Moonraker", "Tern", "Kittiwake",
	"Foreland", "Sounding", "Windlass", "Harbourmaster", "Estuary", "Halyard", "Lodestar", "Breakwater", "Ebbtide", "Drifter",
	"Cormorant", "Landfall", "Spindrift",
}

var firstNames = []string{
	"Ada", "Bertil", "Ciara", "Dmitri", "Edda", "Farid", "Greta", "Hamish", "Ines", "Jonas", "Kerensa", "Leif", "Maeve", "Nuno",
	"Orla", "Priya", "Quentin", "Runa", "Søren", "Tamsin", "Ulla", "Viggo", "Wren", "Xanthe", "Yusuf", "Zoë",
}

var lastNames = []string{
	"Finch", "Lindqvist", "O'Malley", "Okafor", "Penrose", "Tregear", "Haugen", "Marlow", "Santos", "Iyer", "Novak", "Brandt",
	"Castellan", "Doyle", "Eriksen", "Fairweather", "Gulliver", "Holt", "Ivers", "Jansen",
}

var companies = []string{
	"", "", "", "Harbour Office", "Skerry Pilots", "Longshore Boatyard", "Lighthouse Trust", "Tern & Sons", "Estuary School",
}

var streets = []string{
	"Pilot Row", "Ropewalk Lane", "Lantern Street", "Quay Hill", "Signal Road", "Chandlers Yard", "Beacon Terrace", "Old Slipway",
}

// place is a town for addresses.
type place struct{ city, state, postalCode, country string }

var places = []place{
	{"Rockport", "Maine", "04856", "US"},
	{"Astoria", "Oregon", "97103", "US"},
	{"Lunenburg", "Nova Scotia", "B0J 2C0", "CA"},
	{"Falmouth", "Cornwall", "TR11 3DF", "GB"},
	{"Kinsale", "Cork", "P17 AX09", "IE"},
	{"Fremantle", "Western Australia", "6160", "AU"},
	{"Ålesund", "Møre og Romsdal", "6002", "NO"},
	{"Svendborg", "Syddanmark", "5700", "DK"},
	{"Cuxhaven", "Niedersachsen", "27472", "DE"},
	{"Nazaré", "Leiria", "2450-065", "PT"},
}

// attributeWords are the customer attributes of the seeded shop with their types.
var attributeWords = []struct{ name, kind string }{
	{"Home harbour", "string"},
	{"Loyalty points", "number"},
	{"Licence renewal", "date"},
	{"Boat name", "string"},
	{"Boat length", "number"},
	{"Last survey", "date"},
	{"Call sign", "string"},
	{"Berth", "string"},
	{"Crew", "number"},
	{"Insurer", "string"},
	{"Club", "string"},
	{"Member since", "date"},
}

var remarks = []string{
	"", "", "", "Please ring twice.", "Leave it with the harbour master.", "Gift wrap, please & no invoice.", "Mind the gulls <by the gate>.",
}
